"""Where other laptops find an app that calls itself localhost, and whether it lets them in."""

from ipaddress import ip_address

from streamlit import config, net_util


def public_origin() -> str:
    """The address that whoever runs the app has told Streamlit for its visitors, or ""."""
    if not config.is_manually_set("browser.serverAddress"):
        return ""
    host = str(config.get_option("browser.serverAddress")).strip()
    if not host or _is_loopback(host):
        return ""
    if "://" in host:
        return host.rstrip("/")
    port = int(config.get_option("browser.serverPort"))
    scheme = "https" if port == 443 else "http"
    return f"{scheme}://{host}" if port in (80, 443) else f"{scheme}://{host}:{port}"


def network_host() -> str:
    """The machine's address among its neighbours, or "" where only itself can reach the app."""
    bound = str(config.get_option("server.address") or "").strip()
    if bound and bound not in ("0.0.0.0", "::"):
        return "" if _is_loopback(bound) else bound
    host = net_util.get_internal_ip() or ""
    return "" if _is_loopback(host) else host


def _is_loopback(host: str) -> bool:
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return not host
