/** Style sheets are bundled, and imported for that alone. */
declare module '*.css';
