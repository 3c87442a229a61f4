#!/usr/bin/env node
// The operators' commands as a program of their own: node run.mjs lezhong ...
process.argv.splice(2, 0, 'lezhong');
await import('../run.mjs');
