package dev.circleoftrust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;

/** The project's own language-neutral vectors, under {@code src/test/resources/vectors}. */
public final class OwnVectors {
  private OwnVectors() {}

  /** The vectors of one file, each beside its description, for a parameterized test. */
  public static List<Arguments> of(String file) {
    String resource = "/vectors/" + file;
    try (InputStream in = OwnVectors.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no vectors at " + resource);
      }
      var vectors = new ArrayList<Arguments>();
      for (JsonNode vector : JsonMapper.builder().build().readTree(in)) {
        vectors.add(Arguments.of(vector.get("description").textValue(), vector));
      }
      return vectors;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
