package dev.errata.stub.internal.http.exchange;

import dev.errata.stub.http.HeaderField;
import java.util.List;

/**
 * What could be read of a request that is malformed, not supported, too large or incomplete.
 *
 * @param method the method, empty if unknown
 * @param target the target, empty if unknown
 * @param headers the headers before the place where reading ended
 * @param status the status that it deserves: 400, 408, 413, 431, 501 or 505; 0 if the client left before the end of the request
 * @param reason the mistake: a sentence
 */
public record UnreadableRequest(String method, String target, List<HeaderField> headers, int status, String reason) {}
