"""Print nginx.conf for the replicas of this place.

    python3 .github/deploy/configure.py 127.0.0.1:8501 127.0.0.1:8502 > /etc/nginx/nginx.conf

Replicas are named by addresses, as nginx reports who served by address, not by name.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
WRITTEN = HERE / "nginx.conf"
CHECK = "logreg/ui/check/"

Lines = list[str]


def configured(replicas: Sequence[str], listen: str = "80", base: str = "", root: str = "") -> str:
    """The configuration for these addresses, each "IP:port".

    `listen` is what nginx listens on, `base` the path below which the app lies ("/playground", as
    `server.baseUrlPath`), `root` the folder of the app, of which nginx reads the check page.
    Raises ValueError for an address that has no port, or is named twice.
    """
    if not replicas or len(set(replicas)) < len(replicas):
        raise ValueError("Name at least one replica, and none twice.")
    for address in replicas:
        if not re.fullmatch(r"[\d.]+:\d+", address):
            raise ValueError(f"A replica is named as 127.0.0.1:8501, not as {address}.")
    text = WRITTEN.read_text(encoding="utf-8")
    for mark, lines in SECTIONS.items():
        text = _filled(text, mark, lines(list(replicas)))
    text = text.replace("listen 80;", f"listen {listen};")
    if root:
        text = re.sub(rf"alias .*/{CHECK};", f"alias {root.rstrip('/')}/{CHECK};", text)
    return _below(base.strip("/"), text)


def _filled(text: str, mark: str, lines: Lines) -> str:
    """The text with these lines between a mark and the next `# end`, as far in as the mark."""
    (old,) = re.findall(rf"^ *# {mark}\n.*?^ *# end\n", text, flags=re.DOTALL | re.MULTILINE)
    indent = old[: old.index("#")]
    new = "".join(f"{indent}{line}\n" for line in [f"# {mark}", *lines, "# end"])
    return text.replace(old, new)


def _below(base: str, text: str) -> str:
    """The text with all that browsers ask for below a path."""
    if not base:
        return text
    text = re.sub(r"(location (?:= |\^~ )?|href=\"|302 |504 )/", rf"\1/{base}/", text)
    return text.replace("Path=/;", f"Path=/{base};")


def _servers(replicas: Lines) -> Lines:
    return [f"server {address} max_fails=1 fail_timeout=5s;" for address in replicas]


def _upstreams(replicas: Lines) -> Lines:
    lines = []
    for i, first in enumerate(replicas, 1):
        # Each begins with another, so that not all who lose theirs come to the same one.
        others = [*replicas[i:], *replicas[: i - 1]]
        backups = [f"{line[:-1]} backup;" for line in _servers(others)]
        inside = [f"zone replica_{i} 64k;", *_servers([first]), *backups]
        inside += ["keepalive 16;", "keepalive_timeout 4s;"]
        lines += [f"upstream replica_{i} {{", *(f"    {line}" for line in inside), "}"]
    return lines


def _names(replicas: Lines) -> Lines:
    return [f"{i} replica_{i};" for i, _ in enumerate(replicas, 1)]


def _addresses(replicas: Lines) -> Lines:
    return [f'"~(^|[ ,:]){re.escape(at)}$" {i};' for i, at in enumerate(replicas, 1)]


def _uploads(replicas: Lines) -> Lines:
    lines = []
    for i, address in enumerate(replicas, 1):
        inside = [f"proxy_pass http://{address};"]
        if i < len(replicas):
            inside += ["proxy_intercept_errors on;", f"error_page 400 502 504 = @upload_{i + 1};"]
        lines += [f"location @upload_{i} {{", *(f"    {line}" for line in inside), "}"]
    return lines


# What stands between these marks and `# end` follows from the addresses.
SECTIONS: dict[str, Callable[[Lines], Lines]] = {
    "each replica": _servers,
    "each replica as first": _upstreams,
    "each name": _names,
    "each address": _addresses,
    "each upload": _uploads,
}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Print nginx.conf for the replicas of this place.")
    parser.add_argument("replicas", nargs="+", help="the address of each, as 127.0.0.1:8501")
    parser.add_argument("--listen", default="80", help="what nginx listens on (%(default)s)")
    parser.add_argument("--base", default="", help="as server.baseUrlPath of the replicas")
    parser.add_argument("--root", default="", help="the folder of the app, for the check page")
    given = parser.parse_args()
    try:
        print(configured(given.replicas, given.listen, given.base, given.root), end="")
    except ValueError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
