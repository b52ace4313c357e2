// Runs Azurite (its arguments are those of `azurite`) for as long as standard input stays open. The program that started it
// holds the other end, so Azurite closes and writes its data also where that program was killed and could not say so.
"use strict";

const azurite = require.resolve("azurite/dist/src/azurite.js");

// Ctrl-C and a closed terminal reach every process of the terminal at once; the program that started this one still needs
// storage to end in order, and then closes standard input.
const once = process.once;
process.once = (event, listener) => (event === "SIGINT" ? process : once.call(process, event, listener));
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});

// What Azurite says while it closes has no reader any more where that program was killed; that must not end it halfway.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

process.stdin.resume();
process.stdin.on("error", close);
process.stdin.on("close", close);

let closing = false;
function close() {
  if (closing) return;
  closing = true;
  // Azurite closes its servers and saves its tables on SIGTERM; before it listens there is nothing to save.
  if (process.listenerCount("SIGTERM") === 0) process.exit(0);
  process.emit("SIGTERM");
  setTimeout(() => process.exit(1), 50_000).unref();
}

require(azurite);
