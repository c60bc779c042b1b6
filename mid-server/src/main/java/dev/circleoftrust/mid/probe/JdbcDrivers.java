package dev.circleoftrust.mid.probe;

import dev.circleoftrust.runtime.process.ConfigurationException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The JDBC drivers of this host: that on the class path, and those in the jar files that the boot
 * file lists. All are loaded at the start; nothing that travels adds one. Immutable.
 */
public final class JdbcDrivers {
  private final List<Driver> drivers;

  private JdbcDrivers(List<Driver> drivers) {
    this.drivers = List.copyOf(drivers);
  }

  /** Those on the class path alone. */
  public static JdbcDrivers shipped() {
    return new JdbcDrivers(DriverManager.drivers().toList());
  }

  /**
   * Those on the class path, and in {@code jars}, which see each other.
   *
   * @throws ConfigurationException if no driver is in them, or one cannot be loaded
   */
  public static JdbcDrivers of(List<Path> jars) {
    if (jars.isEmpty()) {
      return shipped();
    }
    var all = new ArrayList<>(shipped().drivers);
    int before = all.size();
    // Never closed: drivers load classes for as long as the process lives.
    var loader = new URLClassLoader("drivers", urls(jars), JdbcDrivers.class.getClassLoader());
    try {
      for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
        if (loader.equals(driver.getClass().getClassLoader())) {
          all.add(driver);
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new ConfigurationException("probes.drivers: a JDBC driver cannot be loaded", e);
    }
    if (all.size() == before) {
      throw new ConfigurationException(
          "probes.drivers: no JDBC driver is in %s: name the jar file that has".formatted(jars)
              + " META-INF/services/java.sql.Driver");
    }
    return new JdbcDrivers(all);
  }

  /** The classes of all. */
  public List<String> names() {
    return drivers.stream().map(driver -> driver.getClass().getName()).toList();
  }

  /**
   * The driver that a data source asks for.
   *
   * @param url its connection URL
   * @param wanted the class of the driver; empty for the first that takes the URL
   */
  Driver find(String url, String wanted) throws TargetRefusedException {
    List<Driver> able = drivers.stream().filter(driver -> accepts(driver, url)).toList();
    if (able.isEmpty()) {
      throw new TargetRefusedException(
          "no JDBC driver on this MID Server serves the connection URL: add its jar file to"
              + " probes.drivers in the boot file");
    }
    return able.stream()
        .filter(driver -> wanted.isEmpty() || wanted.equals(driver.getClass().getName()))
        .findFirst()
        .orElseThrow(() ->
            new TargetRefusedException(
                "the data source wants another JDBC driver than %s, which serves its connection URL"
                    .formatted(able.getFirst().getClass().getName())));
  }

  private static boolean accepts(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException _) {
      return false;
    }
  }

  private static URL[] urls(List<Path> jars) {
    var urls = new ArrayList<URL>();
    for (Path jar : jars) {
      try {
        urls.add(jar.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new ConfigurationException("probes.drivers: %s has no URL".formatted(jar), e);
      }
    }
    return urls.toArray(URL[]::new);
  }
}
