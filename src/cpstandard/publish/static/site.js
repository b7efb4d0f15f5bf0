// Shortens links to "index.html" on a web server; opened from a disk, the site needs them.
"use strict";
if (location.protocol.startsWith("http")) {
  for (const link of document.querySelectorAll('a[href*="index.html"], form[action*="index.html"]')) {
    const name = link.localName === "form" ? "action" : "href";
    const address = link.getAttribute(name);
    if (!/^https?:/.test(address)) {
      link.setAttribute(name, address.replace(/(^|\/)index\.html(?=$|[?#])/, "$1") || "./");
    }
  }
}
// Browsers do not let a page from a disk read the index, so its search says where the lists are.
if (location.protocol === "file:") document.getElementById("broken")?.removeAttribute("hidden");
