// What the JavaScript of the extension, the demo page, the browser tests and the driver must keep to.
// Types are checked apart from this, by `tsc` over the JSDoc comments (tsconfig.json).
import js from "@eslint/js";
import globals from "globals";

const browserScripts = ["extension/**/*.js", "www/**/*.js"];
const nodeScripts = ["tests/e2e/**/*.mjs", "xtask/**/*.mjs", "eslint.config.js"];

/** Page text becomes nodes by createElement and textContent, never by parsing markup. */
const noMarkupParsing = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment"];

export default [
  { ignores: ["target/", "dist/", "node_modules/", "extension/pkg/", "tests/fixtures/"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2024, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "accessor-pairs": "error",
      "array-callback-return": "error",
      "complexity": ["error", 12],
      "consistent-return": "error",
      "curly": ["error", "multi-line"],
      "default-case-last": "error",
      "eqeqeq": ["error", "always"],
      "max-depth": ["error", 3],
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 70, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 5],
      "no-alert": "error",
      "no-constructor-return": "error",
      "no-eval": "error",
      "no-implicit-coercion": ["error", { allow: ["!!"] }],
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-param-reassign": "error",
      "no-promise-executor-return": ["error", { allowVoid: true }],
      "no-self-compare": "error",
      "no-shadow": "error",
      "no-template-curly-in-string": "error",
      "no-throw-literal": "error",
      "no-unmodified-loop-condition": "error",
      "no-unreachable-loop": "error",
      "no-unused-expressions": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-use-before-define": ["error", { functions: false, classes: false }],
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      "require-atomic-updates": "error",
    },
  },
  {
    files: browserScripts,
    languageOptions: { globals: globals.browser },
    rules: {
      "no-console": ["error", { allow: ["warn", "error"] }],
      "no-restricted-properties": ["error", ...noMarkupParsing.map((property) => ({ property, message: "Build nodes with createElement." }))],
    },
  },
  {
    // One file names the browser's API, so that the rest reads the same in every browser.
    files: ["extension/**/*.js"],
    ignores: ["extension/browser.js"],
    rules: {
      "no-restricted-globals": ["error", ...["chrome", "browser"].map((name) => ({ name, message: "Go through extension/browser.js." }))],
    },
  },
  {
    files: ["extension/browser.js"],
    languageOptions: { globals: globals.webextensions },
  },
  {
    // Functions handed to page.evaluate run in a browser, hence both sets of names.
    files: nodeScripts,
    languageOptions: { globals: { ...globals.node, ...globals.browser, ...globals.webextensions } },
    rules: {
      // Test files hold a `describe` around everything.
      "max-lines-per-function": "off",
    },
  },
];
