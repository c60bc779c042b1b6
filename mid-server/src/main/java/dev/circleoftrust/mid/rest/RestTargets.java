package dev.circleoftrust.mid.rest;

import dev.circleoftrust.mid.boot.Credentials;
import dev.circleoftrust.mid.boot.Credentials.Credential;
import dev.circleoftrust.mid.boot.Credentials.Secret;
import dev.circleoftrust.mid.probe.TargetRefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Which credential goes to which server: only to one that the credentials file names for it, by
 * scheme, host and port.
 *
 * @param credentials what this host has
 */
record RestTargets(Credentials credentials) {
  /** The value of the header {@code Authorization}, if the message names a credential. */
  Optional<String> authorization(String alias, URI target) throws TargetRefusedException {
    if (alias.isEmpty()) {
      return Optional.empty();
    }
    Credential credential =
        credentials.find(alias).orElseThrow(TargetRefusedException::noSuchAlias);
    String wanted = origin(target);
    if (credential.urls().stream().noneMatch(url -> isOrigin(url, wanted))) {
      throw new TargetRefusedException(
          "the credential may not go to %s: add that to its urls in the credentials file of the MID"
                  .formatted(wanted)
              + " Server's host");
    }
    return Optional.of(
        switch (credential.secret()) {
          case Secret.Login(var user, var password) -> "Basic " + base64(user + ":" + password);
          case Secret.Token(var token) -> "Bearer " + token;
        });
  }

  private static boolean isOrigin(String url, String wanted) {
    try {
      URI uri = new URI(url);
      return uri.getHost() != null
          && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
          && uri.getRawQuery() == null
          && uri.getRawUserInfo() == null
          && origin(uri).equals(wanted);
    } catch (URISyntaxException _) {
      return false; // the address of a database
    }
  }

  /** Scheme, host and port, in one spelling. */
  private static String origin(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return "%s://%s:%d".formatted(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
