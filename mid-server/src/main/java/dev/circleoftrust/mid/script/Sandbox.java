package dev.circleoftrust.mid.script;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.CompilerEnvirons;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;
import org.mozilla.javascript.ErrorReporter;
import org.mozilla.javascript.Evaluator;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/**
 * Evaluates one script that can compute and nothing else: no Java class, no file, no network, no
 * clock that it could not ask the language for. It is interpreted and never becomes bytecode.
 *
 * <h2>Security</h2>
 *
 * One source is compiled, the signed one. Whatever would make source of a value afterwards ({@code
 * eval}, {@code Function} under any of its names) fails, so a value stays a value also where the
 * script is careless.
 */
final class Sandbox extends ContextFactory {
  private static final int MAX_DEPTH = 5_000;
  private static final String NAME = "script";

  /** How a script ended. */
  sealed interface Ending {
    /**
     * With a value.
     *
     * @param text the value as text; empty for {@code undefined}
     */
    record Value(String text) implements Ending {}

    /**
     * Without one.
     *
     * @param problem what the interpreter says, with the line
     */
    record Problem(String problem) implements Ending {}
  }

  private Sandbox() {}

  static Ending evaluate(String source, Map<String, String> variables) {
    try (Context context = new Sandbox().enterContext()) {
      context.setInterpretedMode(true);
      context.setLanguageVersion(Context.VERSION_ECMASCRIPT);
      context.setClassShutter(_ -> false);
      context.setMaximumInterpreterStackDepth(MAX_DEPTH);
      ScriptableObject scope = context.initSafeStandardObjects();
      variables.forEach((name, value) -> ScriptableObject.putProperty(scope, name, value));
      Object value = context.evaluateString(scope, source, NAME, 1, null);
      return new Ending.Value(Undefined.isUndefined(value) ? "" : Context.toString(value));
    } catch (RhinoException e) {
      return new Ending.Problem("%s (line %d)".formatted(e.details(), e.lineNumber()));
    } catch (StackOverflowError _) {
      return new Ending.Problem("the script goes too deep");
    }
  }

  @Override
  protected Context makeContext() {
    return new OneSource(this);
  }

  /** Compiles once. */
  private static final class OneSource extends Context {
    private boolean compiled;

    OneSource(ContextFactory factory) {
      super(factory);
    }

    @Override
    protected Object compileImpl(
        @Nullable Scriptable scope,
        String sourceString,
        String sourceName,
        int line,
        @Nullable Object securityDomain,
        boolean returnFunction,
        @Nullable Evaluator compiler,
        @Nullable ErrorReporter reporter,
        @Nullable Consumer<CompilerEnvirons> processor) {
      if (compiled) {
        throw Context.reportRuntimeError("a value never becomes source here");
      }
      compiled = true;
      return super.compileImpl(
          scope,
          sourceString,
          sourceName,
          line,
          securityDomain,
          returnFunction,
          compiler,
          reporter,
          processor);
    }
  }
}
