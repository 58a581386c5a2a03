package dev.errata.stub.internal.http.exchange;

/**
 * When an answer left, and whether all of it did. Bytes in a socket's buffer are no proof that the client read them.
 *
 * @param begun {@link System#nanoTime()} before its first byte was written
 * @param ended {@link System#nanoTime()} when its last byte was about to be written, before the client could have it
 * @param whole whether it left whole, and the client had not gone
 */
public record Delivery(long begun, long ended, boolean whole) {}
