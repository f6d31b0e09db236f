// Starts what the studio adds to its pages: kept focus, spoken changes, copies, the map.
import { attachFragment } from "./fragment.js";
import { attachCopies } from "./copies.js";
import { attachMap } from "./map.js";

attachFragment(document.getElementById("studio-fragment"));
attachCopies(document);
const place = document.querySelector("[data-studio-map]");
if (place) {
  attachMap(place);
}
