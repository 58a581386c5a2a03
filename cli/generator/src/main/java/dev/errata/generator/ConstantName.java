package dev.errata.generator;

/** Names of constants, in capitals with underscores. */
final class ConstantName {

    private ConstantName() {}

    /**
     * Returns the name of a constant. It differs from the given name in case, hyphens, underscores and dots only, which catalogs do
     * not tell names by.
     *
     * @param name letters, digits, hyphens, underscores and dots, such as {@code out-of-stock} or {@code outOfStock}
     * @return the name of the constant, such as {@code OUT_OF_STOCK}
     */
    static String of(String name) {
        boolean mixed = name.chars().anyMatch(Character::isLowerCase);
        StringBuilder constant = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            boolean separator = isSeparator(character);
            if ((separator || (mixed && beginsWord(name, i))) && !constant.isEmpty() && !endsWithSeparator(constant)) {
                constant.append('_');
            }
            if (!separator) {
                constant.append(Character.toUpperCase(character));
            }
        }
        if (endsWithSeparator(constant)) {
            constant.setLength(constant.length() - 1);
        }
        return constant.isEmpty() || Character.isJavaIdentifierStart(constant.charAt(0))
                ? constant.toString()
                : "_" + constant;
    }

    private static boolean isSeparator(char character) {
        return character == '-' || character == '_' || character == '.';
    }

    private static boolean endsWithSeparator(StringBuilder constant) {
        return !constant.isEmpty() && constant.charAt(constant.length() - 1) == '_';
    }

    /** The capital after a small letter or a digit, and the last one of several before a small letter. */
    private static boolean beginsWord(String name, int at) {
        if (at == 0 || !Character.isUpperCase(name.charAt(at))) {
            return false;
        }
        return !Character.isUpperCase(name.charAt(at - 1))
                || (at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1)));
    }
}
