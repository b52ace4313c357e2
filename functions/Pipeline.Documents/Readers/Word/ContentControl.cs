namespace Pipeline.Documents.Readers.Word;

/// <summary>Content controls (ECMA-376 part 1, 17.5.2): their content is the document's.</summary>
internal static class ContentControl
{
    /// <summary>Reads the <c>w:sdt</c> that the reader stands on: a table of contents is left out, a prompt that nobody has filled in is named.</summary>
    /// <param name="content">Reads the content's children.</param>
    public static void Read(WordFile file, WordXml xml, Action content)
    {
        var (contents, prompt) = (false, false);
        xml.Each(() =>
        {
            if (xml.IsWord("sdtPr"))
            {
                xml.Descendants(() =>
                {
                    contents |= xml.IsWord("docPartGallery") && xml.Val == "Table of Contents";
                    prompt |= xml.IsWord("showingPlcHdr") && xml.On;
                });
            }
            else if (xml.IsWord("sdtContent"))
            {
                if (contents && file.DropContents)
                {
                    file.ContentsDropped = true;
                    return;
                }
                if (prompt)
                    file.Findings.Gather("placeholder-text", Severity.Warning, "", null, (count, _) =>
                        $"{(count == 1 ? "A field of this document still shows" : $"{count} fields of this document still show")} its prompt, such as “Click here to enter text”. Fill it in or delete it, and upload the file again.");
                content();
            }
        });
    }
}
