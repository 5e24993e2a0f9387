#!/usr/bin/env node
// Starts the binary of passport for this system, which npm installed beside this package.
"use strict";
const { spawn } = require("node:child_process");
const os = require("node:os");

const name = `{{name}}-${process.platform}-${process.arch}`;
let binary;
try {
  binary = require.resolve(`${name}/bin/passport${process.platform === "win32" ? ".exe" : ""}`);
} catch {
  console.error(`passport: there is no ${name} beside this package.`);
  console.error("Install it again without --omit=optional and --no-optional. Systems it is made for:");
  console.error("Linux, macOS and Windows, each on x64 and arm64. {{source}} has more ways to install it.");
  process.exit(3);
}
const child = spawn(binary, process.argv.slice(2), { stdio: "inherit" });
// Ctrl-C reaches the binary as well; it stops in its own time, and so do we.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (signal !== "SIGINT") child.kill(signal);
  });
}
child.on("error", (err) => {
  console.error(`passport: cannot start ${binary}: ${err.message}`);
  process.exit(3);
});
child.on("exit", (code, signal) => {
  process.exit(signal ? 128 + (os.constants.signals[signal] ?? 0) : code);
});
