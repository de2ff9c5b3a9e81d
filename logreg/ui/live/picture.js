// The picture to keep: what the screen shows, on the page's own background, twice as fine.

const SCALE = 2;

export async function savePicture(Plotly, place) {
  const canvas = await pictureOf(Plotly, place);
  const link = document.createElement("a");
  link.href = canvas.toDataURL("image/png");
  link.download = `${place.ariaLabel.split(/[ ,:]/).slice(0, 2).join(" ")}.png`;
  link.click();
}

async function pictureOf(Plotly, place) {
  const { width, height } = place.getBoundingClientRect();
  const chart = await drawn(Plotly, place, width, height);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: Math.round(SCALE * width), height: Math.round(SCALE * height) });
  const context = canvas.getContext("2d");
  context.scale(SCALE, SCALE);
  context.fillStyle = getComputedStyle(place).getPropertyValue("--st-background-color").trim();
  context.fillRect(0, 0, width, height);
  paintBelow(context, place);
  context.drawImage(chart, 0, 0, width, height);
  return canvas;
}

function paintBelow(context, { layerBelow, _fullLayout }) {
  if (!layerBelow?.chart) return;
  const { l, t, w, h } = _fullLayout._size;
  context.save();
  context.beginPath();
  context.rect(l, t, w, h);
  context.clip();
  context.translate(l, t);
  layerBelow.paint(context, layerBelow.chart);
  context.restore();
}

// What Plotly draws, without what is painted below it.
async function drawn(Plotly, { data, layout, layerBelow }, width, height) {
  const isBelow = ({ type }) => layerBelow && type === "heatmap";
  const traces = data.map((trace) => (isBelow(trace) ? { ...trace, opacity: 0 } : trace));
  const options = { format: "svg", width, height, imageDataOnly: true };
  const svg = await Plotly.toImage({ data: traces, layout }, options);
  const style = `<style>${await fontFaces(layout.font.family)}</style>`;
  return loaded(svg.replace(/<svg[^>]*>/, (start) => start + style));
}

async function loaded(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

// A picture has no access to the fonts of its page: those that it names travel inside it.
async function fontFaces(families) {
  const names = families.split(",").map(bare);
  const rules = [...document.styleSheets].flatMap(rulesOf);
  const faces = rules.filter(
    (rule) => rule instanceof CSSFontFaceRule && names.includes(bare(rule.style.fontFamily)),
  );
  // Without its font a picture is still one.
  const texts = await Promise.all(faces.map((face) => embedded(face).catch(() => "")));
  return texts.join("");
}

function bare(name) {
  return name.replaceAll(/["']/g, "").trim();
}

// The rules of a sheet from elsewhere are not to be read.
function rulesOf(sheet) {
  try {
    return [...sheet.cssRules];
  } catch {
    return [];
  }
}

async function embedded({ cssText, parentStyleSheet }) {
  const [whole, address] = cssText.match(/url\("?([^")]+)"?\)/) ?? [];
  if (!whole) return cssText;
  const response = await fetch(new URL(address, parentStyleSheet.href ?? document.baseURI));
  return cssText.replace(whole, `url("${await dataAddress(await response.blob())}")`);
}

function dataAddress(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
