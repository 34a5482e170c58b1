"""Charts as pictures. The library that draws them takes half a second to load, so it is loaded when it is needed."""
