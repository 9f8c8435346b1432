// Judges YAML files as an editor does: parsed by `yaml`, checked against a JSON Schema by `ajv`.
//
//     node schema_judge.mjs SCHEMAS FILES
//
// SCHEMAS is a JSON object of schemas by their names; FILES holds a line {"schema":…,"text":…} for
// each file. Prints a line for each: empty where nothing is wrong with it, else what is.
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { parseDocument } from "yaml";

const [schemasPath, filesPath] = process.argv.slice(2);
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
ajv.addKeyword("patternErrorMessage"); // what an editor says instead of the pattern
const schemas = Object.entries(JSON.parse(readFileSync(schemasPath, "utf8")));
const judges = new Map(schemas.map(([name, schema]) => [name, ajv.compile(schema)]));

function judge({ schema, text }) {
    const document = parseDocument(text, { version: "1.2" });
    if (document.errors.length > 0) return document.errors[0].message;
    const check = judges.get(schema);
    if (check(document.toJS({ maxAliasCount: 100 }))) return "";
    return check.errors.map((error) => `${error.instancePath} ${error.message}`).join("; ");
}

const lines = readFileSync(filesPath, "utf8").split("\n").filter((line) => line !== "");
for (const line of lines) process.stdout.write(`${judge(JSON.parse(line)).replaceAll("\n", " ")}\n`);
