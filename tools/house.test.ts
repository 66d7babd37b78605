import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOfShape } from "./house/capabilities.ts";
import { faultsOfConduct, faultsOfLength, faultsOfNames, longFiles } from "./house/conduct.ts";
import { faultsOfDoors } from "./house/doors.ts";
import { faultsOfGlossary, faultsOfNots, glossaryFile, readGlossary } from "./house/glossary.ts";
import { readModules } from "./house/module.ts";
import { faultsOfDependencies, faultsOfRecords } from "./house/records.ts";
import { faultsOfReferences, sqlComments } from "./house/references.ts";
import { faultsOfMarks, faultsOfText, isText } from "./house/texts.ts";
import { type Fault, listTree, read, say } from "./house/tree.ts";

const tree = listTree();
const modules = readModules(tree);
const sources = modules.filter((module) => module.file.startsWith("src/"));

const none = (faults: readonly Fault[]): void =>
  assert.ok(faults.length === 0, `${faults.length} faults:\n${faults.map(say).join("\n")}`);

test("nobody goes through a wall: imports follow the table of doors", () => none(faultsOfDoors(modules)));

test("a file has a name that says something", () => none(faultsOfNames(tree)));

test("no file is longer than 300 lines, and the list of exceptions holds no file that is gone", () => {
  none(faultsOfLength(modules));
  assert.deepEqual(
    Object.keys(longFiles).filter((file) => !tree.includes(file)),
    [],
  );
});

test("nothing is left half done: no prints, no any, no marks, no test switched off", () => {
  none(modules.flatMap(faultsOfConduct));
  none(tree.filter(isText).flatMap((file) => faultsOfMarks(file, read(file))));
});

test("no tracked file names a registry's host or a path of one machine", () =>
  none(tree.filter(isText).flatMap((file) => faultsOfText(file, read(file)))));

test("every capability has its README, its front door and no undeclared file", () => none(faultsOfShape(tree, read)));

test("every decision record has its number, title, status and date", () => {
  const records = tree.filter((file) => file.startsWith("docs/decisions/"));
  assert.ok(records.length > 0);
  none(faultsOfRecords(new Map(records.map((file) => [file, read(file)]))));
});

test("every dependency is named by a decision record", () => {
  const records = tree.filter((file) => file.startsWith("docs/decisions/")).map((file) => read(file));
  none(faultsOfDependencies(read("package.json"), records));
});

test("a document that a comment names is there", () => {
  const migrations = tree.filter((file) => file.endsWith(".sql")).map((file) => sqlComments(file, read(file)));
  none(faultsOfReferences([...modules, ...migrations], tree));
});

test("the glossary holds each word once, and what it says not to say is not said", () => {
  const words = readGlossary(read(glossaryFile));
  none(faultsOfGlossary(words));
  none(faultsOfNots(words, sources));
});
