// Node loads this before the jsii kernel. The provider's index.js requires all of its 1,400 modules, which takes 1.5 s; the
// package ships an index that requires a module when it is first used. What is synthesized is the same to the byte.
'use strict';
const Module = require('module');

const EAGER = /(provider-aws[\\/](?:.*[\\/])?lib[\\/])index\.js$/;
const resolveFilename = Module._resolveFilename;

Module._resolveFilename = function (...args) {
  const file = resolveFilename.apply(this, args);
  return file.replace(EAGER, '$1lazy-index.js');
};
