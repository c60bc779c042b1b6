package dev.circleoftrust.mid.script;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a script's process is given. It knows the JDK and the interpreter only, so that nothing else
 * is on that process's class path.
 *
 * @param source the script
 * @param variables their values by name
 */
record ScriptInput(String source, Map<String, String> variables) {
  byte[] encode() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      write(source, out);
      out.writeInt(variables.size());
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        write(variable.getKey(), out);
        write(variable.getValue(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory failed to be written", e);
    }
    return bytes.toByteArray();
  }

  static ScriptInput decode(byte[] bytes) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String source = read(in);
      var variables = new LinkedHashMap<String, String>();
      for (int left = in.readInt(); left > 0; left--) {
        String name = read(in);
        variables.put(name, read(in));
      }
      return new ScriptInput(source, variables);
    }
  }

  private static void write(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String read(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
