package dev.circleoftrust.mid.probe;

import dev.circleoftrust.mid.boot.Credentials;
import dev.circleoftrust.mid.boot.Credentials.Credential;
import dev.circleoftrust.mid.boot.Credentials.Secret;
import dev.circleoftrust.record.GlideRecord;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/**
 * The databases that this host lets a data source reach: with a credential only the addresses that
 * the credentials file names for it, and never, through the driver that ships, the MID Server's own
 * files. What another driver may open is the business of whoever lends it.
 */
public final class JdbcTargets {
  private final JdbcDrivers drivers;
  private final Credentials credentials;
  private final OwnFiles ownFiles;

  /** What this host allows; {@code ownFiles} are the MID Server's. */
  public JdbcTargets(JdbcDrivers drivers, Credentials credentials, OwnFiles ownFiles) {
    this.drivers = drivers;
    this.credentials = credentials;
    this.ownFiles = ownFiles;
  }

  /** Connects where {@code code} says, with the credential that it names. */
  Connection connect(GlideRecord code) throws TargetRefusedException, SQLException {
    String type = code.value("type");
    if (!type.isEmpty() && !type.equals("JDBC")) {
      throw new TargetRefusedException("the data source's type is not JDBC");
    }
    String url = code.value("connection_url");
    Driver driver = drivers.find(url, code.value("jdbc_driver"));
    var properties = new Properties();
    Optional<Secret.Login> login = login(code.value("credential_alias"), url);
    if (login.isPresent()) {
      properties.setProperty("user", login.get().user());
      properties.setProperty("password", login.get().password());
    }
    if (SqliteTarget.isOne(url)) {
      properties.putAll(SqliteTarget.restricted(url, ownFiles));
    }
    Connection connection = driver.connect(url, properties);
    if (connection == null) {
      throw new TargetRefusedException("the JDBC driver does not take this connection URL");
    }
    return connection;
  }

  private Optional<Secret.Login> login(String alias, String url) throws TargetRefusedException {
    if (alias.isEmpty()) {
      return Optional.empty();
    }
    Credential credential =
        credentials.find(alias).orElseThrow(TargetRefusedException::noSuchAlias);
    if (!credential.urls().contains(url)) {
      throw new TargetRefusedException(
          "the credential may not go to this connection URL: add the whole URL to its urls in the"
              + " credentials file of the MID Server's host");
    }
    if (credential.secret() instanceof Secret.Login login) {
      return Optional.of(login);
    }
    throw new TargetRefusedException("the credential is a token, which no database takes");
  }
}
