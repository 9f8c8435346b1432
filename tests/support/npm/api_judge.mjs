// Judges answers by the API's own description: ajv, which knows nothing of Duban.
//
//     node api_judge.mjs OPENAPI ANSWERS
//
// ANSWERS holds a line {"path":"/api/v1/cases","status":200,"body":…} for each answer to a GET. Prints
// a line for each: empty where the description allows it, else why not.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const [descriptionPath, answersPath] = process.argv.slice(2);
const description = JSON.parse(readFileSync(descriptionPath, "utf8"));
const ajv = new Ajv({ strict: true, allowUnionTypes: true });
ajv.addFormat("date", /^\d{4}-\d\d-\d\d$/);
ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?(Z|[+-]\d\d:\d\d)$/);
ajv.addKeyword("components");
ajv.addSchema({ $id: "api", components: description.components });

/// What a "$ref" into the description stands for.
function followed(node) {
    if (node?.$ref === undefined) return node;
    return node.$ref.slice(2).split("/").reduce((inner, key) => inner[key], description);
}

function inDocument(schema) {
    return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/'));
}

function judge({ path, status, body }) {
    const response = followed(description.paths[path]?.get.responses[status]);
    if (response === undefined) return `${path} is not said to answer ${status}`;
    const check = ajv.compile(inDocument(response.content["application/json"].schema));
    if (check(body)) return "";
    return check.errors
        .map((error) => `${path} ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`)
        .join("; ");
}

const lines = readFileSync(answersPath, "utf8").split("\n").filter((line) => line !== "");
for (const line of lines) process.stdout.write(`${judge(JSON.parse(line))}\n`);
