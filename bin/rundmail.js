#!/usr/bin/env node
/**
 * The entry point. Plain JavaScript of the year 2020, because it must also run on a Node that is too old for Rundmail:
 * there our SQLite module does not fail, it crashes without a word. So the version is looked at before anything is imported.
 *
 * On an old Node the clone's own one takes over as a child process: `npm ci` brings it along as a package. Nothing can
 * replace a process under an old Node, so parent and child are tied together: signals and the exit code are passed on, and
 * should the parent be killed outright, the child notices the closed channel between them and dies the same way.
 */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

const OLDEST = [22, 19];
const EXIT_CONFIGURATION = 78;

/**
 * Room for new objects in V8, in bytes. Left alone it is doubled whenever much passes through, up to 64 MB, and never given
 * back; a fourth of this would be cleared so often that mails are taken in a twentieth more slowly.
 */
const ROOM_FOR_NEW_OBJECTS = 8_000_000;
/** In objects of 100 KB: it grows by what survives in it, and seven are enough. */
const MOST_SURVIVORS = 100;

/** How long the last lines of a server's log may take to be read. */
const LAST_LINES_MS = 2_000;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (isNewEnough(process.versions.node)) {
  startHere();
} else {
  const ownNode = process.env.RUNDMAIL_LAUNCHED === undefined ? nodeOfClone() : undefined;
  if (ownNode === undefined) explain();
  else startUnder(ownNode);
}

function isNewEnough(version) {
  const parts = version.split(".").map(Number);
  return parts[0] > OLDEST[0] || (parts[0] === OLDEST[0] && parts[1] >= OLDEST[1]);
}

/** Runs the sources in a clone and the built files where Rundmail was installed as a package. */
function startHere() {
  if (process.env.RUNDMAIL_LAUNCHED !== undefined) dieWithParent();
  limitRoomForNewObjects();
  const sources = join(root, "src", "main.ts");
  const entry = existsSync(sources) ? sources : join(root, "dist", "main.js");
  // A third of the time of a short command. Not in the temporary folder, where others could put code of theirs.
  module.enableCompileCache?.(join(root, "node_modules", ".cache", "rundmail"));
  import(pathToFileURL(entry).href)
    .then((program) => program.main(process.argv.slice(2)))
    .then((exitCode) => {
      // One that is there already says that not all of the output could be written.
      if (process.exitCode === undefined) process.exitCode = exitCode;
      // All is closed and recorded by then: one who has stopped reading the log must not hold the process.
      const saysNothing = process.stdout.writableLength === 0;
      if (saysNothing && process.argv.includes("serve")) setTimeout(() => process.exit(), LAST_LINES_MS).unref();
    });
}

/** V8 only lets itself be told by how much to grow: so it grows once, to four times as much, before anything is loaded. */
function limitRoomForNewObjects() {
  const room = () => getHeapSpaceStatistics().find((space) => space.space_name === "new_space")?.space_size ?? 0;
  setFlagsFromString("--semi-space-growth-factor=4");
  const survivors = [];
  while (room() < ROOM_FOR_NEW_OBJECTS && survivors.length < MOST_SURVIVORS) {
    survivors.push(Array.from({ length: 100 }, () => new Array(128).fill(0)));
  }
  setFlagsFromString("--semi-space-growth-factor=1");
}

function dieWithParent() {
  delete process.env.RUNDMAIL_LAUNCHED;
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  // The channel alone is no reason to keep running.
  process.channel.unref();
}

function nodeOfClone() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const executable = process.platform === "win32" ? "node.exe" : "node";
  const candidates = [
    join(root, "node_modules", ".bin", executable),
    join(root, "node_modules", `node-${platform}-${process.arch}`, "bin", executable),
  ];
  return candidates.find((candidate) => existsSync(candidate));
}

function startUnder(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, RUNDMAIL_LAUNCHED: "1" },
  });
  for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"]) process.on(signal, () => passOn(signal, child));
  child.on("error", explain);
  child.on("exit", (exitCode, signal) => {
    // As a shell reports a command that a signal ended.
    process.exitCode = signal === null ? exitCode : 128 + constants.signals[signal];
  });
}

/** A terminal sends Ctrl-C to both of us; a second one would tell the child not to wait for the copies on the wire. */
function passOn(signal, child) {
  if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
}

function explain() {
  process.stderr.write(
    `Rundmail needs Node ${OLDEST.join(".")} or newer, and this is Node ${process.versions.node}. ` +
      "In a clone run `npm ci`, which brings a newer one along; elsewhere install it from https://nodejs.org.\n",
  );
  process.exitCode = EXIT_CONFIGURATION;
}
