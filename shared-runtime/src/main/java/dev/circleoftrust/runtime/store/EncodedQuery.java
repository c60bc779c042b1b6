package dev.circleoftrust.runtime.store;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The product's encoded query: which records of a table, and in which order. Immutable.
 *
 * <pre>
 * query     = term *( "^" term )
 * term      = condition *( "^OR" condition ) / "ORDERBY" field / "ORDERBYDESC" field
 * condition = field ( "=" / "!=" / "LIKE" / "STARTSWITH" / "IN" ) value
 *           / field ( "ISEMPTY" / "ISNOTEMPTY" )
 * </pre>
 *
 * <p>A {@code ^} inside a value is written twice; the values of {@code IN} are separated by commas.
 * Values are compared as text: {@code =} and {@code IN} to the letter, {@code LIKE} and {@code
 * STARTSWITH} in whatever case. Without an order, records come in the order of their insertion.
 */
public final class EncodedQuery {
  private static final EncodedQuery ALL = new EncodedQuery(List.of(), List.of());

  private final List<List<Condition>> groups;
  private final List<Order> orders;

  /** By which field records are put in order. */
  record Order(String field, boolean descending) {}

  EncodedQuery(List<List<Condition>> groups, List<Order> orders) {
    this.groups = groups.stream().map(List::copyOf).toList();
    this.orders = List.copyOf(orders);
  }

  /** The query that every record meets. */
  public static EncodedQuery all() {
    return ALL;
  }

  /** Records whose field has exactly this value; it needs no escaping. */
  public static EncodedQuery where(String field, String value) {
    return ALL.and(field, value);
  }

  /**
   * Reads an encoded query; the empty text asks for every record.
   *
   * @throws MalformedException if it is too long, has an operator that is not known here, or is not
   *     of the form above; the message names the place
   */
  public static EncodedQuery parse(String text) throws MalformedException {
    return text.isEmpty() ? ALL : new QueryParser(text).parse();
  }

  /** This query, and the field has exactly this value as well. */
  public EncodedQuery and(String field, String value) {
    Condition condition = new Condition.OneOf(QueryParser.requireField(field), Set.of(value));
    var more = new ArrayList<>(groups);
    more.add(List.of(condition));
    return new EncodedQuery(more, orders);
  }

  /** Whether the record meets every condition. */
  public boolean accepts(GlideRecord record) {
    return groups.stream()
        .allMatch(group -> group.stream().anyMatch(condition -> condition.accepts(record)));
  }

  /** Those of {@code records} that meet every condition, in the order that this query asks for. */
  public List<GlideRecord> apply(List<GlideRecord> records) {
    return records.stream()
        .filter(this::accepts)
        .sorted(Comparator.comparing(this::orderedBy, comparator())) // stable
        .toList();
  }

  /** Whether this query asks for an order. */
  boolean isOrdered() {
    return !orders.isEmpty();
  }

  /** The order that is asked for, of what {@link #orderedBy} gives. */
  Comparator<List<String>> comparator() {
    return (left, right) -> {
      for (int i = 0; i < orders.size(); i++) {
        int order = left.get(i).compareTo(right.get(i));
        if (order != 0) {
          return orders.get(i).descending() ? -order : order;
        }
      }
      return 0;
    };
  }

  /** The values that {@link #comparator()} compares. */
  List<String> orderedBy(GlideRecord record) {
    return orders.stream().map(order -> record.value(order.field())).toList();
  }

  /**
   * A value that {@code field} must have by a condition that stands alone, so that an index may
   * narrow the search. Never the empty one: a record may have that by lacking the field.
   */
  Optional<String> required(String field) {
    return alone(field)
        .filter(Condition.OneOf.class::isInstance)
        .map(Condition.OneOf.class::cast)
        .filter(condition -> condition.values().size() == 1)
        .flatMap(condition -> condition.values().stream())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** What the value of {@code field} must begin with, in whatever case, likewise. */
  Optional<String> requiredStart(String field) {
    return alone(field)
        .filter(Condition.StartsWith.class::isInstance)
        .map(condition -> ((Condition.StartsWith) condition).text())
        .findFirst();
  }

  private Stream<Condition> alone(String field) {
    return groups.stream()
        .filter(group -> group.size() == 1)
        .map(List::getFirst)
        .filter(condition -> condition.field().equals(field));
  }
}
