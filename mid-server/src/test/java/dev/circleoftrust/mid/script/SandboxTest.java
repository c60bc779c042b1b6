package dev.circleoftrust.mid.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script can do, and all that it cannot. */
class SandboxTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "1 + 1|2",
        "'a' + [1, 2].map(n => n * 2).join()|a2,4",
        "JSON.stringify({a: [null, true]})|{\"a\":[null,true]}",
        "let x = `b${1}`; x|b1",
        "var s = 0; for (let i = 0; i < 10; i++) s += i; s|45",
        "/a(.)c/.exec('abc')[1]|b",
        "null|null",
        "undefined|~~",
        "({})|[object Object]"
      })
  void aScriptGivesItsValueAsText(String source, String text) {
    assertThat(Sandbox.evaluate(source, Map.of())).isEqualTo(new Sandbox.Ending.Value(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; 1 + 1; '",
        "\"",
        "*/ 1 /*",
        "</script>",
        "\\",
        "\n1\r\n",
        "\u2028\u2029",
        "${1 + 1}",
        "`",
        "value",
        "\ud83d\udd12"
      })
  void aValueIsAValue(String value) {
    String source = "/* */ var s = 'x'; value";
    assertThat(Sandbox.evaluate(source, Map.of("value", value)))
        .isEqualTo(new Sandbox.Ending.Value(value));
    assertThat(Sandbox.evaluate("typeof value + value.length", Map.of("value", value)))
        .isEqualTo(new Sandbox.Ending.Value("string" + value.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eval(value)",
        "(0, eval)(value)",
        "this.eval(value)",
        "new Function(value)()",
        "Function('return ' + value)()",
        "(function () {}).constructor(value)()",
        "(() => 1).constructor(value)()",
        "[].map.constructor(value)()",
        "RegExp.constructor(value)()"
      })
  void aValueNeverBecomesSource(String source) {
    assertThat(Sandbox.evaluate(source, Map.of("value", "6 * 7")))
        .isInstanceOfSatisfying(
            Sandbox.Ending.Problem.class,
            problem ->
                assertThat(problem.problem())
                    .contains("a value never becomes source here (line 1)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(function* () {}).constructor(value)()",
        "Object.getPrototypeOf(function* () {}).constructor(value)()",
        "java.lang.System.exit(1)",
        "Packages.java.lang.Runtime.getRuntime().exec('id')",
        "org.mozilla.javascript.Context",
        "new JavaAdapter()",
        "importClass(java.io.File)",
        "getClass()",
        "value.getClass()",
        "value.class.forName('java.lang.Runtime')",
        "load('/etc/passwd')",
        "readFile('/etc/passwd')",
        "require('fs')",
        "quit()",
        "XML('<a/>')"
      })
  void nothingOfJavaOrTheHostIsThere(String source) {
    assertThat(Sandbox.evaluate(source, Map.of("value", "x")))
        .isInstanceOf(Sandbox.Ending.Problem.class);
  }

  @Test
  void whatAJavaObjectWouldTellIsUndefined() {
    String source = "[typeof java, typeof Packages, typeof value.class, typeof value.bytes].join()";
    assertThat(Sandbox.evaluate(source, Map.of("value", "x")))
        .isEqualTo(new Sandbox.Ending.Value("undefined,undefined,undefined,undefined"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(function f() { return f() + 1; })()",
        "var a = []; for (var i = 0; i < 1e5; i++) a = [a]; JSON.stringify(a)",
        "[2, 1].sort(function f(a, b) { return [2, 1].sort(f).length; })"
      })
  void recursionHasAnEnd(String source) {
    assertThat(Sandbox.evaluate(source, Map.of())).isInstanceOf(Sandbox.Ending.Problem.class);
  }

  @Test
  void aMistakeIsToldWithItsLine() {
    assertThat(Sandbox.evaluate("1;\n\nmissing()", Map.of()))
        .isEqualTo(
            new Sandbox.Ending.Problem("ReferenceError: \"missing\" is not defined. (line 3)"));
    assertThat(Sandbox.evaluate("var = 1", Map.of())).isInstanceOf(Sandbox.Ending.Problem.class);
    assertThat(Sandbox.evaluate("throw 'own'", Map.of()))
        .isInstanceOfSatisfying(
            Sandbox.Ending.Problem.class, it -> assertThat(it.problem()).contains("own"));
  }
}
