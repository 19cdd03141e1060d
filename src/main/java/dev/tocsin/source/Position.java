package dev.tocsin.source;

/**
 * A place as people count it.
 *
 * @param line from 1
 * @param column from 1, in Unicode code points (not UTF-16 units, not cells on a screen)
 */
public record Position(int line, int column) implements Comparable<Position> {

    @Override
    public int compareTo(Position other) {
        return line != other.line
                ? Integer.compare(line, other.line)
                : Integer.compare(column, other.column);
    }
}
