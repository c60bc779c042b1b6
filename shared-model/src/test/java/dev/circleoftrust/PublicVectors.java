package dev.circleoftrust;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The public test suites, which lie beside the project and not in it. */
public final class PublicVectors {
  private PublicVectors() {}

  /**
   * The file or folder {@code name} in the folder that the system property {@code vectors} names.
   * Where it is absent the calling test is skipped, or fails if {@code vectors.required} is true.
   */
  public static Path path(String name) {
    Path path = Path.of(System.getProperty("vectors", "../../shared/vectors")).resolve(name);
    boolean present = Files.exists(path);
    if (!present && Boolean.getBoolean("vectors.required")) {
      throw new IllegalStateException("required test vectors are absent: " + path);
    }
    assumeTrue(present, () -> "test vectors are absent: " + path);
    return path;
  }
}
