// Run by test_paper.py: the QR codes and the settings in words of what comes in.

import { readFileSync } from "node:fs";

import { qrCode } from "../../logreg/ui/live/qr.js";
import { settingsOf } from "../../logreg/ui/live/settings.js";

const { texts, vocabulary, queries } = JSON.parse(readFileSync(0, "utf8"));
const codes = texts.map(([text, mask]) => qrCode(text, mask ?? undefined).map((row) => row.join("")));
console.log(JSON.stringify({ codes, settings: queries.map((query) => settingsOf(vocabulary, query)) }));
