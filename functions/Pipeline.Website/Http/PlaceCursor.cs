using System.Buffers.Text;
using System.Text;

namespace Pipeline.Website.Http;

/// <summary>A place in an ordered list as the opaque value of parameter <c>cursor</c>: a sort key without a dot, and what tells apart those of the same.</summary>
internal static class PlaceCursor
{
    public static string Write(string key, string id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{key}.{id}"));

    /// <exception cref="ProblemException">400: it is none that this website gave.</exception>
    public static (string Key, string Id) Read(string cursor)
    {
        try
        {
            if (Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('.', 2) is [var key, { Length: > 0 } id]) return (key, id);
        }
        catch (FormatException)
        {
            // Not Base64: the same complaint as below.
        }
        throw Unknown;
    }

    public static ProblemException Unknown => new(Problem.BadValue("cursor", "'cursor' is not one that this website gave: follow 'next', or begin without it."));
}
