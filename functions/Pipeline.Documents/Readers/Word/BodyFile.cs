namespace Pipeline.Documents.Readers.Word;

/// <summary>What the stories of a word processor's file (its text, its notes) share while they are read, whichever format the file is in.</summary>
internal class BodyFile(ReadOptions options, Findings findings, CancellationToken cancellationToken)
{
    public ReadOptions Options => options;
    public Findings Findings => findings;
    public CancellationToken CancellationToken => cancellationToken;
    public ImageCollector Images { get; } = new(options, findings);
    public Revisions Revisions { get; } = new(options.TrackedChanges);

    /// <summary>Whether a table of contents is left out; it is not where its end is missing.</summary>
    public bool DropContents { get; init; } = true;

    public bool ContentsDropped { get; set; }

    /// <summary>Links to bookmarks, to be led to headings once these have their anchors.</summary>
    public List<(List<Inline> Inlines, Link Link)> InnerLinks { get; } = [];

    public List<string> NewBookmarks { get; } = [];

    public int Hidden { get; set; }
    public string FirstHidden { get; set; } = "";
    public int Equations { get; set; }
    public long Characters { get; private set; }

    /// <exception cref="RejectedException">More characters than the options allow.</exception>
    public void Count(int characters)
    {
        if ((Characters += characters) > options.MaximumCharacters)
            throw DocumentReader.TooManyCharacters(Characters, options);
    }
}
