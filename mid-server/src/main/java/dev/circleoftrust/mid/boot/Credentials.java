package dev.circleoftrust.mid.boot;

import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The credentials of one MID Server's host. What travels knows aliases only, and this file says
 * where each may go. Immutable.
 *
 * <pre>
 * credentials:
 *   - alias: payroll
 *     user: reader
 *     password: (the password)
 *     urls: ["jdbc:postgresql://db.example.org/payroll"]
 *   - alias: hr
 *     token: (a bearer token)
 *     urls: ["https://hr.example.org"]
 * </pre>
 *
 * <h2>Security</h2>
 *
 * The URL of a database is compared as a whole, character by character: JDBC URLs have no common
 * syntax from which a host could be read, and a longer URL may mean another host. Of the address of
 * a web server scheme, host and port are compared.
 */
public final class Credentials {
  private static final Pattern ALIAS = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,79}");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,4000}=*");

  private final Map<String, Credential> byAlias;

  /**
   * One credential.
   *
   * @param secret what proves who asks
   * @param urls the only addresses that it may be shown to
   */
  public record Credential(Secret secret, List<String> urls) {
    public Credential {
      urls = List.copyOf(urls);
    }
  }

  /** What proves who asks: a closed set. Never in a log. */
  public sealed interface Secret {
    /**
     * A name and a password: for databases, and for HTTP's basic authentication.
     *
     * @param user the name to log in with
     * @param password the password
     */
    record Login(String user, String password) implements Secret {
      /** The user only. */
      @Override
      public String toString() {
        return "Login[" + user + "]";
      }
    }

    /**
     * A bearer token (RFC 6750), for HTTP.
     *
     * @param token the token
     */
    record Token(String token) implements Secret {
      /** Nothing of it. */
      @Override
      public String toString() {
        return "Token[]";
      }
    }
  }

  private Credentials(Map<String, Credential> byAlias) {
    this.byAlias = Map.copyOf(byAlias);
  }

  /** A host without credentials. */
  public static Credentials none() {
    return new Credentials(Map.of());
  }

  /**
   * Reads the file that the boot file names.
   *
   * @throws ConfigurationException if it is missing, open to others, or not what it should be
   */
  public static Credentials read(PrivateFolder folder, BootFile boot) {
    if (boot.credentials().isEmpty()) {
      return none();
    }
    String name = boot.credentials().get();
    Bytes content =
        folder
            .read(name, YamlFile.MAX_SIZE)
            .orElseThrow(() ->
                new ConfigurationException(
                    "%s is missing, but %s names it".formatted(folder.file(name), BootFile.NAME)));
    return parse(name, content);
  }

  static Credentials parse(String name, Bytes content) {
    YamlSection root = YamlFile.parse(name, content);
    var byAlias = new LinkedHashMap<String, Credential>();
    for (YamlSection entry : root.sections("credentials")) {
      String alias =
          entry.text("alias", "1 to 80 of a-z, 0-9, '_', '.' and '-'", Credentials::alias);
      if (byAlias.put(alias, credential(entry)) != null) {
        throw entry.refusal("alias", "an alias that stands here twice");
      }
    }
    root.end();
    return new Credentials(byAlias);
  }

  /** The credential that {@code alias} stands for, if this host has it. */
  public Optional<Credential> find(String alias) {
    return Optional.ofNullable(byAlias.get(alias));
  }

  private static Credential credential(YamlSection entry) {
    var credential =
        new Credential(
            secret(entry), entry.texts("urls", "the address that it may go to", text -> text));
    if (credential.urls().isEmpty()) {
      throw entry.refusal("urls", "a credential names at least one address that it may go to");
    }
    entry.end();
    return credential;
  }

  private static Secret secret(YamlSection entry) {
    Optional<String> token =
        entry.optionalText("token", "a bearer token", text -> like(TOKEN, text));
    return token.isPresent()
        ? new Secret.Token(token.get())
        : new Secret.Login(
            entry.text("user", "a user's name, or give a token", text -> text),
            entry.text("password", "a password", text -> text));
  }

  private static String alias(String text) {
    return like(ALIAS, text);
  }

  private static String like(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }
}
