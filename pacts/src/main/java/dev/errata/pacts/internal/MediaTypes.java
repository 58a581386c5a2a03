package dev.errata.pacts.internal;

import au.com.dius.pact.core.matchers.JsonContentMatcher;
import au.com.dius.pact.core.matchers.MatchingConfig;
import au.com.dius.pact.core.model.ContentType;
import java.util.regex.Pattern;

/** Media types as the verifiers of pacts understand them. */
final class MediaTypes {

    static final String TEXT = "text/plain";

    private static final Pattern RUST_JSON =
            Pattern.compile("application/(json.*|.+\\+json)", Pattern.CASE_INSENSITIVE);

    private MediaTypes() {}

    /** Returns a media type without its parameters. */
    static String bare(String mediaType) {
        return mediaType.replaceFirst("\\s*;.*", "");
    }

    /** Matches a media type with any parameters, in upper or lower case. */
    static String anyParameters(String mediaType) {
        return "(?i)" + Regex.literal(bare(mediaType)) + "(\\s*;.*)?";
    }

    /** Tells whether Pact JVM compares bodies of a media type as JSON. */
    static boolean isJson(String mediaType) {
        return MatchingConfig.lookupContentMatcher(bare(mediaType)) == JsonContentMatcher.INSTANCE;
    }

    /** Tells whether Pact JVM takes for granted that bodies of a media type are JSON. */
    static boolean isJsonForSure(String mediaType) {
        return new ContentType(mediaType).isJson();
    }

    /** Tells whether every verifier compares bodies of a media type as JSON. The Rust verifier takes those of others for texts. */
    static boolean isJsonEverywhere(String mediaType) {
        return isJsonForSure(mediaType) && RUST_JSON.matcher(bare(mediaType)).matches();
    }

    static boolean isXml(String mediaType) {
        return new ContentType(mediaType).isXml();
    }

    static boolean isForm(String mediaType) {
        return bare(mediaType).equalsIgnoreCase("application/x-www-form-urlencoded");
    }

    static boolean isMultipart(String mediaType) {
        return new ContentType(mediaType).isMultipart();
    }
}
