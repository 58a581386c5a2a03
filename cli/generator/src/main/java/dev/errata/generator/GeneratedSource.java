package dev.errata.generator;

import org.apiguardian.api.API;

/**
 * A generated class.
 *
 * @param path the name of the file below the folder of sources, such as {@code com/shop/errors/ShopError.java}
 * @param text what the file says, with {@code \n} at the end of each line
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record GeneratedSource(String path, String text) {}
