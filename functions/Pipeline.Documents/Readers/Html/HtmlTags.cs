namespace Pipeline.Documents.Readers.Html;

/// <summary>
/// Raw HTML between other text comes tag by tag. Opens and closes the elements that have a place in the model; drops what
/// stands in scripts and the like; other tags vanish and their text stays.
/// </summary>
internal sealed class HtmlTags(InlineWriter writer, HtmlMapper html, ImageCollector images, Findings findings, int line)
{
    /// <summary>Tags that are never closed would else nest as deep as the line is long.</summary>
    private const int MaximumDepth = 32;

    private readonly Stack<(string Name, Func<List<Inline>, Inline>? Make)> open = new();
    private string? dropped;
    private int wrapped;

    /// <summary>Inside a script or the like, whose text is none.</summary>
    public bool InDropped => dropped is not null;

    public void Write(string tag)
    {
        var name = Name(tag);
        if (dropped is not null)
        {
            if (name == dropped && tag[1] == '/')
                dropped = null;
        }
        else if (name.Length == 0)
        {
            // A comment, processing instruction or declaration.
        }
        else if (tag[1] == '/')
        {
            Close(name);
        }
        else if (HtmlMapper.Dropped.Contains(name))
        {
            HtmlMapper.Refuse(name, line, findings);
            if (!HtmlMapper.Void.Contains(name) && !tag.EndsWith("/>", StringComparison.Ordinal))
                dropped = name;
        }
        else
        {
            Open(name, tag);
        }
    }

    public void CloseAll()
    {
        while (open.Count > 0)
            CloseOne();
    }

    private void Open(string name, string tag)
    {
        if (name == "br")
        {
            writer.Write(new LineBreak());
        }
        else if (name == "img")
        {
            var (source, alt, title) = html.Picture(tag);
            if (images.Find(source, line) is { } key)
                writer.Write(new Image(key, alt) { Title = title });
            else
                writer.Write(alt);
        }
        else if (!HtmlMapper.Void.Contains(name) && !tag.EndsWith("/>", StringComparison.Ordinal))
        {
            var make = wrapped < MaximumDepth ? html.Wrapper(name, tag, line) : null;
            wrapped += make is null ? 0 : 1;
            if (make is not null)
                writer.Begin();
            open.Push((name, make));
        }
    }

    private void Close(string name)
    {
        if (!open.Any(o => o.Name == name))
            return;
        while (CloseOne() != name)
        {
        }
    }

    private string CloseOne()
    {
        var (name, make) = open.Pop();
        if (make is not null)
        {
            writer.Write(make(writer.End()));
            wrapped--;
        }
        return name;
    }

    private static string Name(string tag)
    {
        var start = tag.Length > 1 && tag[1] == '/' ? 2 : 1;
        var end = start;
        while (end < tag.Length && (char.IsAsciiLetterOrDigit(tag[end]) || tag[end] == '-'))
            end++;
        return tag[start..end].ToLowerInvariant();
    }
}
