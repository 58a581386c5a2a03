package dev.errata.assertions;

/** A message that AssertJ prints as it is; a string would be put in quotes, and its percent signs be taken for formats. */
record Text(String text) {
    @Override
    public String toString() {
        return text;
    }
}
