package dev.circleoftrust.runtime.store;

import dev.circleoftrust.runtime.store.EncodedQuery.Order;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the text of one {@link EncodedQuery}. Not for use by several threads. */
final class QueryParser {
  static final int MAX_LENGTH = 8192;
  static final int MAX_TERMS = 64;
  static final int MAX_VALUES = 256;

  private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9_]{0,79}");
  private static final String DESCENDING = "ORDERBYDESC";
  private static final String ASCENDING = "ORDERBY";
  private static final String OR = "OR";

  private final String text;
  private final List<List<Condition>> groups = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>();
  private int terms;

  QueryParser(String text) {
    this.text = text;
  }

  /** A field's name that a program gives. */
  static String requireField(String field) {
    if (!FIELD.matcher(field).matches()) {
      throw new IllegalArgumentException("not the name of a field: " + field);
    }
    return field;
  }

  EncodedQuery parse() throws MalformedException {
    if (text.length() > MAX_LENGTH) {
      throw new MalformedException("a query of more than %d characters".formatted(MAX_LENGTH));
    }
    var term = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '^') {
        term.append(c);
      } else if (i + 1 < text.length() && text.charAt(i + 1) == '^') {
        term.append(c);
        i++;
      } else {
        term(term.toString());
        term.setLength(0);
      }
    }
    term(term.toString());
    return new EncodedQuery(groups, orders);
  }

  private void term(String term) throws MalformedException {
    terms++;
    if (terms > MAX_TERMS) {
      throw new MalformedException("a query of more than %d terms".formatted(MAX_TERMS));
    }
    if (term.startsWith(DESCENDING)) {
      orders.add(new Order(field(term.substring(DESCENDING.length())), true));
    } else if (term.startsWith(ASCENDING)) {
      orders.add(new Order(field(term.substring(ASCENDING.length())), false));
    } else if (term.startsWith(OR)) {
      if (groups.isEmpty()) {
        throw malformed("OR without a condition before it");
      }
      groups.getLast().add(condition(term.substring(OR.length())));
    } else {
      groups.add(new ArrayList<>(List.of(condition(term))));
    }
  }

  private String field(String name) throws MalformedException {
    if (!FIELD.matcher(name).matches()) {
      throw malformed("not the name of a field");
    }
    return name;
  }

  /** A field's name has no capital letter, so the operator begins where the name ends. */
  private Condition condition(String term) throws MalformedException {
    var name = FIELD.matcher(term);
    if (!name.lookingAt()) {
      throw malformed("not the name of a field");
    }
    String field = name.group();
    String rest = term.substring(name.end());
    if (rest.startsWith("!=")) {
      return new Condition.Differs(field, rest.substring(2));
    }
    if (rest.startsWith("=")) {
      return new Condition.OneOf(field, Set.of(rest.substring(1)));
    }
    if (rest.startsWith("LIKE")) {
      return new Condition.Holds(field, rest.substring(4));
    }
    if (rest.startsWith("STARTSWITH")) {
      return new Condition.StartsWith(field, rest.substring(10));
    }
    return switch (rest) {
      case "ISEMPTY" -> new Condition.OneOf(field, Set.of(""));
      case "ISNOTEMPTY" -> new Condition.Differs(field, "");
      default -> oneOf(field, rest);
    };
  }

  private Condition oneOf(String field, String rest) throws MalformedException {
    if (!rest.startsWith("IN") || rest.startsWith("INSTANCEOF")) {
      throw malformed("an operator other than =, !=, LIKE, STARTSWITH, IN, ISEMPTY and ISNOTEMPTY");
    }
    String[] values = rest.substring(2).split(",", -1);
    if (values.length > MAX_VALUES) {
      throw malformed("IN with more than %d values".formatted(MAX_VALUES));
    }
    return new Condition.OneOf(field, Set.copyOf(List.of(values)));
  }

  private MalformedException malformed(String what) {
    return new MalformedException("term %d of the query: %s".formatted(terms, what));
  }
}
