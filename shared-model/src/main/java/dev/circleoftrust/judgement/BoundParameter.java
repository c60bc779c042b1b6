package dev.circleoftrust.judgement;

/**
 * A row's value for a declared parameter, found to be of the declared type.
 *
 * @param declaration what the signed record says of it
 * @param value the value as the row has it
 */
public record BoundParameter(ParameterDeclaration declaration, String value) {
  /** Names the parameter only: a value may be personal. */
  @Override
  public String toString() {
    return "BoundParameter[" + declaration.name() + "]";
  }
}
