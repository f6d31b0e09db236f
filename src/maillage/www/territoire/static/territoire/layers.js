// The look of the map: a quiet ground without tiles, communes in grey, the selection in teal, EPCI borders.
const INK = "#16292a";
const TEAL = "#0d6265";
const selected = ["boolean", ["feature-state", "selected"], false];
const hovered = ["boolean", ["feature-state", "hover"], false];

const found = ["boolean", ["feature-state", "found"], false];
const pointed = ["boolean", ["feature-state", "pointed"], false];
const ORANGE = "#a84c0a";

// Communes that another perimeter holds: hatched over whatever their colour is, so that it is not told by colour alone.
const HATCH = "hachures";
const claimed = ["boolean", ["feature-state", "claimed"], false];

export function addHatching(map) {
  const size = 12;
  const data = new Uint8Array(size * size * 4);
  for (let x = 0; x < size; x += 1) {
    for (let y = 0; y < size; y += 1) {
      if ((x + y) % size < 3) data.set([168, 76, 10, 255], (y * size + x) * 4);
    }
  }
  map.addImage(HATCH, { width: size, height: size, data }, { pixelRatio: 2 });
  map.addLayer(
    { id: "communes-recoupement", type: "fill", source: "communes", paint: { "fill-pattern": HATCH, "fill-opacity": ["case", claimed, 0.9, 0] } },
    "communes-bord",
  );
}

export const COMMUNES_FROM = 7.4;
const empty = () => ({ type: "geojson", data: { type: "FeatureCollection", features: [] } });

export const STYLE = {
  version: 8,
  sources: {
    departements: { ...empty(), promoteId: "code" },
    communes: { ...empty(), promoteId: "code", tolerance: 0.2 },
    epcis: empty(),
    dessin: empty(),
  },
  layers: [
    { id: "fond", type: "background", paint: { "background-color": "#e6eeed" } },
    {
      id: "departements",
      type: "fill",
      source: "departements",
      paint: { "fill-color": ["case", hovered, "#deefec", "#fbf9f4"], "fill-opacity": 1 },
    },
    {
      id: "communes",
      type: "fill",
      source: "communes",
      paint: {
        "fill-color": ["case", selected, TEAL, "#e3e1da"],
        "fill-opacity": ["case", ["all", selected, hovered], 0.72, selected, 0.9, hovered, 0.45, 0.85],
      },
    },
    {
      id: "communes-bord",
      type: "line",
      source: "communes",
      minzoom: 5,
      paint: {
        "line-color": ["case", selected, "#eef7f5", "#ffffff"],
        "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.3, 11, 1.2],
      },
    },
    {
      id: "epcis",
      type: "line",
      source: "epcis",
      minzoom: 7,
      paint: { "line-color": "#6d6557", "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.7, 11, 1.8] },
    },
    {
      id: "departements-bord",
      type: "line",
      source: "departements",
      // drawn for a map of France: near, the limits of communes and EPCI say the same more exactly
      maxzoom: 8.4,
      paint: {
        "line-color": "#8d8677",
        "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.6, 8, 1.8],
        "line-opacity": ["interpolate", ["linear"], ["zoom"], 7.6, 1, 8.4, 0],
      },
    },
    {
      id: "communes-survol",
      type: "line",
      source: "communes",
      paint: { "line-color": INK, "line-width": ["case", hovered, 2.2, 0] },
    },
    {
      id: "communes-trouvees",
      type: "line",
      source: "communes",
      paint: { "line-color": ORANGE, "line-width": ["case", pointed, 4, found, 2.5, 0] },
    },
    {
      id: "communes-noms",
      type: "symbol",
      source: "communes",
      minzoom: 9.3,
      layout: {
        "text-field": ["get", "nom"],
        "text-font": ["sans-serif"],
        "text-size": ["interpolate", ["linear"], ["zoom"], 9.3, 11, 13, 14],
        "text-max-width": 8,
        "symbol-sort-key": ["-", 0, ["coalesce", ["get", "pop"], 0]],
      },
      paint: {
        "text-color": INK,
        "text-halo-color": "#ffffff",
        "text-halo-width": 1.6,
      },
    },
    {
      id: "dessin-fond",
      type: "fill",
      source: "dessin",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": ORANGE, "fill-opacity": 0.14 },
    },
    {
      id: "dessin-trait",
      type: "line",
      source: "dessin",
      paint: { "line-color": ORANGE, "line-width": 2.5, "line-dasharray": [2, 1.2] },
    },
    {
      id: "dessin-points",
      type: "circle",
      source: "dessin",
      filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-radius": 5, "circle-color": "#ffffff", "circle-stroke-color": ORANGE, "circle-stroke-width": 2.5 },
    },
  ],
};
