using Pipeline.Documents;

namespace Pipeline.Publishing.Intake;

/// <summary>What an upload is, by its name alone.</summary>
public enum UploadRole
{
    Document,
    /// <summary>Litter of operating systems and editors; ignored and counted.</summary>
    Junk,
    /// <summary><c>&lt;file&gt;.yaml</c>, in small letters: metadata of one upload.</summary>
    Sidecar,
    /// <summary><c>_collection.yaml</c>: metadata of a folder.</summary>
    Collection,
}

/// <summary>The rules about uploads' names. A path is only ever a blob's name, never one in a file system.</summary>
public static class UploadName
{
    private const string CollectionFile = "_collection.yaml";
    private const string SidecarExtension = ".yaml";
    // The service's own limit of a blob's name, in characters.
    private const int Longest = 1024;

    public static UploadRole RoleOf(string path)
    {
        var name = FileName(path);
        if (name == CollectionFile) return UploadRole.Collection;
        if (IsJunk(path, name)) return UploadRole.Junk;
        return SidecarExtension.Length < name.Length && name.EndsWith(SidecarExtension, StringComparison.Ordinal)
            && name[..^SidecarExtension.Length].LastIndexOf('.') > 0
            ? UploadRole.Sidecar
            : UploadRole.Document;
    }

    /// <summary>The upload that a sidecar describes.</summary>
    public static string GovernedBy(string sidecarPath) => sidecarPath[..^SidecarExtension.Length];

    /// <summary>The metadata files of an upload, nearest first: its sidecar, then <c>_collection.yaml</c> of each folder up to the top.</summary>
    public static IEnumerable<(string Path, MetadataOrigin Origin)> MetadataFilesOf(string path)
    {
        yield return (path + SidecarExtension, MetadataOrigin.Sidecar);
        for (var end = path.LastIndexOf('/'); end >= 0; end = end == 0 ? -1 : path.LastIndexOf('/', end - 1))
            yield return (path[..(end + 1)] + CollectionFile, MetadataOrigin.Collection);
        yield return (CollectionFile, MetadataOrigin.Collection);
    }

    /// <summary>Why an upload of this name cannot be read or published; null where nothing is wrong with it.</summary>
    public static Diagnostic? Problem(string path)
    {
        if (path.Length is 0 or > Longest)
            return Invalid("name-too-long", $"The name with its folders has {path.Length} characters; at most {Longest} are possible. Give the file or its folders shorter names and upload it again.");
        if (path.Contains('\\', StringComparison.Ordinal))
            return Invalid("invalid-name", "The name has a backslash (\\). Folders are separated by a slash (/). Rename the file without the backslash and upload it again.");
        if (path.Any(char.IsControl))
            return Invalid("invalid-name", "The name has an invisible control character. Rename the file with letters, digits, spaces and hyphens and upload it again.");
        if (HasLoneSurrogate(path))
            return Invalid("invalid-name", "The name has a damaged character. Rename the file with letters, digits, spaces and hyphens and upload it again.");
        if (path.Split('/').Any(part => part is "." or ".."))
            return Invalid("invalid-name", "The name has a folder called “.” or “..”, which cannot be opened. Upload the file under a name without it.");
        if (!IsStray(path)) return null;
        var small = path[..path.LastIndexOf('.')] + SidecarExtension;
        return RoleOf(small) == UploadRole.Sidecar
            ? Invalid("stray-metadata", $"“{FileName(path)}” looks like a description of “{FileName(GovernedBy(small))}”, but it would have to be called “{FileName(small)}”, exactly so, with “{SidecarExtension}” in small letters at the end. Rename it and upload it again.")
            : Invalid("stray-metadata", $"“{FileName(path)}” looks like a description of another file, but its name does not say of which. A description is called like its file with “{SidecarExtension}” added (“report.docx.yaml”), that of a whole folder “{CollectionFile}”. Rename it and upload it again.");
    }

    /// <summary>Why an upload is not published whatever it holds: its name, or that it describes a file which is not there. Null where nothing is known against it.</summary>
    public static Diagnostic? Refusal(string path) => Problem(path) ?? (RoleOf(path) == UploadRole.Sidecar ? Lost(path) : null);

    private static Diagnostic Lost(string sidecarPath) => Invalid("stray-metadata",
        $"“{FileName(sidecarPath)}” describes a file called “{FileName(GovernedBy(sidecarPath))}”, but there is none in this folder. Upload that file, and this notice goes away by itself. If it has another name, rename the description after it; if it was deleted, delete the description, too.");

    private static bool IsStray(string path) =>
        (path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
        && RoleOf(path) == UploadRole.Document;

    private static Diagnostic Invalid(string code, string message) => new(code, Severity.Error, message);

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static bool IsJunk(string path, string name) =>
        name.Length == 0 // A folder's marker.
        || name.Equals(".DS_Store", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase)
        || name.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("~$", StringComparison.Ordinal) // Word's owner file.
        || (name.StartsWith(".~lock.", StringComparison.Ordinal) && name.EndsWith('#')) // LibreOffice's lock.
        || name.StartsWith("._", StringComparison.Ordinal) // AppleDouble.
        || path.StartsWith("__MACOSX/", StringComparison.Ordinal)
        || path.Contains("/__MACOSX/", StringComparison.Ordinal);

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }
        return false;
    }
}
