package dev.circleoftrust.simulator.attack;

/**
 * What a MID Server did with a record.
 *
 * @param ran whether it ran
 * @param word on which basis it ran, or the reason why it was refused
 * @param detail what came of it, or the detail of the refusal
 * @param rows how many rows a query gave
 */
public record Fate(boolean ran, String word, String detail, int rows) {}
