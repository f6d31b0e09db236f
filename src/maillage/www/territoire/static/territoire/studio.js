// Starts what the studio adds to its pages: kept focus, spoken changes, copies, the drawer of « Pourquoi ? », the map.
import { attachFragment } from "./fragment.js";
import { attachCopies } from "./copies.js";
import { attachWhy } from "./why.js";
import { attachMap } from "./map.js";

attachFragment(document.getElementById("studio-fragment"));
attachCopies(document);
attachWhy(document);
const place = document.querySelector("[data-studio-map]");
if (place) {
  attachMap(place);
}
