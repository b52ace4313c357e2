namespace Pipeline.Publishing.Storage;

/// <summary>The rules that Table Storage has for keys, checked here because the emulator does not keep all of them.</summary>
internal static class TableKey
{
    /// <summary>Returns the key if Table Storage takes it.</summary>
    /// <exception cref="ArgumentException">It has <c>/ \ # ?</c> or a control character, or is longer than 1 KiB in UTF-16.</exception>
    public static string Checked(string key)
    {
        if (key.Length > 512) throw new ArgumentException($"A table key of {key.Length} characters is longer than 1 KiB.", nameof(key));
        foreach (var c in key)
            if (c is '/' or '\\' or '#' or '?' || char.IsControl(c))
                throw new ArgumentException($"“{key}” has U+{(int)c:X4}, which a table key must not have.", nameof(key));
        return key;
    }
}
