package dev.circleoftrust.mid.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.runtime.process.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver that is in a jar file of the host and on no class path. */
class JdbcDriversTest {
  private static final String SOURCE =
      """
      package example;
      import java.sql.*;
      import java.util.Properties;
      public final class Toy implements Driver {
        public Connection connect(String url, Properties p) throws SQLException {
          throw new SQLException("toy was asked for " + url + " by " + p.getProperty("user"));
        }
        public boolean acceptsURL(String url) { return url.startsWith("jdbc:toy:"); }
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties p) { return new DriverPropertyInfo[0]; }
        public int getMajorVersion() { return 1; }
        public int getMinorVersion() { return 0; }
        public boolean jdbcCompliant() { return false; }
        public java.util.logging.Logger getParentLogger() { return null; }
      }
      """;

  @TempDir private Path folder;
  private Path jar;

  @BeforeEach
  void makeTheJar() throws IOException {
    Path source = Files.createDirectories(folder.resolve("example")).resolve("Toy.java");
    Files.writeString(source, SOURCE);
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()))
        .isZero();
    jar = folder.resolve("toy.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("example/Toy.class"));
      out.write(Files.readAllBytes(source.resolveSibling("Toy.class")));
      out.putNextEntry(new ZipEntry("META-INF/services/java.sql.Driver"));
      out.write("example.Toy".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aJarOfTheHostAddsItsDriver() throws Exception {
    JdbcDrivers drivers = JdbcDrivers.of(List.of(jar));
    assertThat(drivers.names()).containsExactly("org.sqlite.JDBC", "example.Toy");
    var user = new Properties();
    user.setProperty("user", "reader");
    assertThatThrownBy(() -> drivers.find("jdbc:toy:x", "").connect("jdbc:toy:x", user))
        .hasMessage("toy was asked for jdbc:toy:x by reader");
    assertThat(drivers.find("jdbc:toy:x", "example.Toy").getMajorVersion()).isEqualTo(1);
    assertThat(drivers.find("jdbc:sqlite:x", "org.sqlite.JDBC")).isNotNull();
    assertThatThrownBy(() -> drivers.find("jdbc:toy:x", "org.sqlite.JDBC"))
        .isInstanceOf(TargetRefusedException.class)
        .hasMessageContaining("another JDBC driver than example.Toy");
  }

  @Test
  void withoutTheJarNobodyServesItsUrl() {
    assertThatThrownBy(() -> JdbcDrivers.shipped().find("jdbc:toy:x", ""))
        .isInstanceOf(TargetRefusedException.class)
        .hasMessageContaining("add its jar file to probes.drivers");
    assertThat(DriverManager.drivers())
        .extracting(it -> it.getClass().getName())
        .doesNotContain("example.Toy");
  }

  @Test
  void aJarWithoutADriverIsABrokenDeployment() throws IOException {
    Path empty = folder.resolve("empty.jar");
    new JarOutputStream(Files.newOutputStream(empty)).close();
    assertThatThrownBy(() -> JdbcDrivers.of(List.of(empty)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no JDBC driver is in");
    assertThat(JdbcDrivers.of(List.of(empty, jar)).names()).contains("example.Toy");
  }
}
