var said = document.querySelector("[data-words]");
said = said ? said.dataset.words.split("|") : ["Copy", "Copied", "Select and copy"];
document.querySelectorAll("textarea[data-copy]").forEach(function (area) {
  var button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = said[0];
  area.before(button);
  function done(ok) {
    button.textContent = ok ? said[1] : said[2];
    if (!ok) area.select();
    setTimeout(function () { button.textContent = said[0]; }, 2000);
  }
  function plain(html) {
    return new DOMParser().parseFromString(html, "text/html").body.innerText;
  }
  function byHand() {
    function fill(event) {
      event.preventDefault();
      if (area.dataset.copy === "rich") {
        event.clipboardData.setData("text/html", area.value);
        event.clipboardData.setData("text/plain", plain(area.value));
      } else {
        event.clipboardData.setData("text/plain", area.value);
      }
    }
    document.addEventListener("copy", fill);
    area.select();
    var ok = document.execCommand("copy");
    document.removeEventListener("copy", fill);
    done(ok);
  }
  button.addEventListener("click", function () {
    if (!navigator.clipboard || !window.ClipboardItem) return byHand();
    var parts = {};
    if (area.dataset.copy === "rich") {
      parts["text/html"] = new Blob([area.value], { type: "text/html" });
      parts["text/plain"] = new Blob([plain(area.value)], { type: "text/plain" });
    } else {
      parts["text/plain"] = new Blob([area.value], { type: "text/plain" });
    }
    navigator.clipboard.write([new ClipboardItem(parts)]).then(function () { done(true); }, byHand);
  });
});
