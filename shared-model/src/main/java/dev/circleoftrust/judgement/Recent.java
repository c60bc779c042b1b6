package dev.circleoftrust.judgement;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The things that were used last, so many of them. Not for use by several threads. */
final class Recent<K, V> {
  private final Map<K, V> things;

  Recent(int most) {
    this.things =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Serial private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  @Nullable V get(K key) {
    return things.get(key);
  }

  void put(K key, V thing) {
    things.put(key, thing);
  }
}
