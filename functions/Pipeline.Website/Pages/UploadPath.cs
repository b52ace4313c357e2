using System.Text;

namespace Pipeline.Website.Pages;

/// <summary>Makes the path of an upload from what a browser says about a file. What a name says never reaches a file system here.</summary>
internal static class UploadPath
{
    private const int LongestPath = 400;

    /// <summary>The path in container <c>uploads</c>; or null and, in plain words, why there is none.</summary>
    public static string? Of(string folder, string fileName, out string? complaint)
    {
        // Some browsers send the folders of the sender's own disk before the name.
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        var segments = folder.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Append(name).ToArray();
        var path = string.Join('/', segments);
        complaint = Complaint(name, segments, path);
        return complaint is null ? path : null;
    }

    private static string? Complaint(string name, string[] segments, string path)
    {
        if (name.Length == 0) return "The file has no name. Give it one and upload it again.";
        if (segments.Any(s => s is "." or ".."))
            return "A folder or file cannot be called “.” or “..”. Choose another name.";
        if (path.EnumerateRunes().Any(r => Rune.IsControl(r) || r == Rune.ReplacementChar))
            return "The name holds a character that cannot be stored. Rename the file and upload it again.";
        if (path.Length > LongestPath)
            return $"The name and its folders are longer than {LongestPath} characters. Shorten them and upload the file again.";
        return null;
    }
}
