// j k: next and previous line; Enter opens it; / searches; [ ] earlier and later; p prints; ? says so.
(function () {
  "use strict";
  var LINES = "main tbody tr, main ol.behind li";

  function lines() {
    return Array.prototype.filter.call(document.querySelectorAll(LINES), function (line) {
      return line.querySelector("a[href]") && line.getClientRects().length;
    });
  }

  function step(by) {
    var all = lines();
    var here = document.activeElement && document.activeElement.closest && document.activeElement.closest("tr, li");
    var next = all[Math.min(Math.max(all.indexOf(here) + by, 0), all.length - 1)];
    if (next) next.querySelector("a[href]").focus();
  }

  function go(rel) {
    var link = document.querySelector('main a[rel="' + rel + '"]');
    if (link) link.click();
  }

  // Of a list of several pages the whole is printed: it is opened first.
  function print() {
    var whole = document.querySelector("main a.whole[href]");
    if (whole && document.querySelector("main .paper")) location.href = whole.href + "#print";
    else window.print();
  }

  if (location.hash === "#print") addEventListener("load", function () { window.print(); });

  var keys = {
    j: function () { step(1); },
    k: function () { step(-1); },
    "/": function () { document.querySelector(".search input[type=search]").focus(); },
    "[": function () { go("prev"); },
    "]": function () { go("next"); },
    p: print,
    "?": function () {
      var help = document.getElementById("keys");
      if (help.open) help.close();
      else help.showModal();
    }
  };

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    var act = Object.prototype.hasOwnProperty.call(keys, event.key) && keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
