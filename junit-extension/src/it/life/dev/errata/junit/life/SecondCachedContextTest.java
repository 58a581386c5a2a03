package dev.errata.junit.life;

/** Shares the context with the other class. */
class SecondCachedContextTest extends CachedContext {}
