#!/usr/bin/env node
// Committed, because npm links a command only to a file that exists before the build.
import '../dist/bin.js'
