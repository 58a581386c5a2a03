package dev.errata.stub.internal.http;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The line of the header {@code Date} for one second, for example {@code Date: Sun, 06 Nov 1994 08:49:37 GMT}.
 *
 * @param second the second of the epoch
 * @param line the line's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpDate(long second, byte[] line) {

    static final HttpDate EPOCH = HttpDate.of(0);

    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    /** By hand: the formatters of java.time cost a new JVM several milliseconds. */
    static HttpDate of(long second) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        int day = 3 * (time.getDayOfWeek().getValue() - 1);
        int month = 3 * (time.getMonthValue() - 1);
        String line = "Date: " + DAYS.substring(day, day + 3) + ", " + digits(time.getDayOfMonth(), 2) + " "
                + MONTHS.substring(month, month + 3) + " " + digits(time.getYear(), 4) + " "
                + digits(time.getHour(), 2) + ":" + digits(time.getMinute(), 2) + ":" + digits(time.getSecond(), 2)
                + " GMT\r\n";
        return new HttpDate(second, line.getBytes(StandardCharsets.US_ASCII));
    }

    private static String digits(int number, int width) {
        String digits = Integer.toString(number);
        return digits.length() < width ? "0000".substring(4 - width + digits.length()) + digits : digits;
    }
}
