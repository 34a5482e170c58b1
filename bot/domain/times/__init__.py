"""Times in what a human wrote: which words promise, which words say a time, and which moment that is.

Pure, in five languages. It decides nothing: what is found is shown to a human, who may say that it is no promise.
"""
