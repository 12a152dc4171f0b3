// Reads {"github": [[command, properties, message]...], "azure": [line...]} and prints what the services' own libraries
// make of it: the lines that @actions/core writes, and what azure-pipelines-task-lib reads.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";

const require = createRequire(pathToFileURL(process.argv[2] + "/"));
const core = await import(pathToFileURL(process.argv[2] + "/node_modules/@actions/core/lib/core.js"));
const { commandFromString } = require("azure-pipelines-task-lib/taskcommand");
const given = JSON.parse(readFileSync(0, "utf8"));
const lines = [];
const write = process.stdout.write;
process.stdout.write = text => { lines.push(text.trimEnd()); return true; };
for (const [command, properties, message] of given.github)
	core[command](message, properties);
process.stdout.write = write;
console.log(JSON.stringify({ github: lines, azure: given.azure.map(line => commandFromString(line)) }));
