package dev.circleoftrust.batch;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The order of a batch's leaves: by topic and partition, and within these as the records came. */
final class LeafOrder {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::topic).thenComparingInt(Place::partition);

  private record Place(String topic, int partition) {
    boolean holds(BatchRecord record) {
      return partition == record.partition() && topic.equals(record.topic());
    }
  }

  private LeafOrder() {}

  /** The index of each record's leaf. */
  static int[] of(List<BatchRecord> records) {
    int[] group = new int[records.size()];
    int[] sizes = new int[records.size()];
    Map<Place, Integer> groups = grouped(records, group);
    for (int of : group) {
      sizes[of]++;
    }
    int[] next = new int[records.size()];
    int leaf = 0;
    var inOrder = new TreeMap<Place, Integer>(ORDER);
    inOrder.putAll(groups);
    for (int of : inOrder.values()) {
      next[of] = leaf;
      leaf += sizes[of];
    }
    int[] leafOf = new int[records.size()];
    for (int record = 0; record < leafOf.length; record++) {
      leafOf[record] = next[group[record]]++;
    }
    return leafOf;
  }

  /** Numbers the places as they come and sets each record's. */
  private static Map<Place, Integer> grouped(List<BatchRecord> records, int[] group) {
    var groups = new HashMap<Place, Integer>();
    var last = new Place("", -1);
    int number = 0;
    for (int record = 0; record < group.length; record++) {
      BatchRecord here = records.get(record);
      if (!last.holds(here)) {
        last = new Place(here.topic(), here.partition());
        number = groups.computeIfAbsent(last, _ -> groups.size());
      }
      group[record] = number;
    }
    return groups;
  }
}
