# SPDX-FileCopyrightText: The Molotov for the desktop authors
# SPDX-License-Identifier: GPL-3.0-or-later

# What desktops, shells, man and Debian look for.
set(here ${CMAKE_CURRENT_LIST_DIR})
set(icons ${PROJECT_SOURCE_DIR}/resources/icons)
set(texts ${PROJECT_BINARY_DIR}/texts) # written when molotov-cli is built
set(data ${CMAKE_INSTALL_DATADIR})

# Manual pages and changelogs are installed compressed.
foreach(text ${here}/molotov.1 ${here}/../debian/changelog)
    cmake_path(GET text FILENAME name)
    execute_process(COMMAND gzip -9nc ${text} OUTPUT_FILE ${texts}/${name}.gz COMMAND_ERROR_IS_FATAL ANY)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${text})
endforeach()

install(FILES ${texts}/molotov-cli.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${texts}/molotov-cli.bash DESTINATION ${data}/bash-completion/completions RENAME molotov-cli)
install(FILES ${texts}/_molotov-cli DESTINATION ${data}/zsh/vendor-completions)
install(FILES ${texts}/molotov-cli.fish DESTINATION ${data}/fish/vendor_completions.d)

# The README tells of scenarios/README.md and of the examples: they are a link away.
file(RELATIVE_PATH scenarios /${data}/doc/molotov /${MOLOTOV_INSTALL_DATADIR}/scenarios)
file(CREATE_LINK ${scenarios} ${texts}/scenarios SYMBOLIC)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${here}/../debian/copyright ${texts}/changelog.gz ${texts}/scenarios
    DESTINATION ${data}/doc/molotov)
install(FILES ${PROJECT_SOURCE_DIR}/core/control/results/README.md
    DESTINATION ${data}/doc/molotov/core/control/results)

if(MOLOTOV_GUI)
    install(FILES ${texts}/molotov.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(FILES ${PROJECT_SOURCE_DIR}/resources/screenshot.png DESTINATION ${data}/doc/molotov/resources)
    install(FILES ${here}/molotov.desktop DESTINATION ${data}/applications)
    install(FILES ${here}/molotov.metainfo.xml DESTINATION ${data}/metainfo)
    install(FILES ${here}/molotov.mime.xml DESTINATION ${data}/mime/packages RENAME molotov.xml)
    foreach(size 32 64 128 256)
        install(FILES ${icons}/molotov-${size}.png
            DESTINATION ${data}/icons/hicolor/${size}x${size}/apps RENAME molotov.png)
    endforeach()
    install(FILES ${icons}/molotov.svg DESTINATION ${data}/icons/hicolor/scalable/apps)
endif()

# For packages that bring Qt with them; `cmake --install` alone leaves it out.
install(CODE "
    set(esbuild \"${MOLOTOV_ESBUILD_PROGRAM}\")
    set(qt_libraries \"${QT6_INSTALL_PREFIX}/${QT6_INSTALL_LIBS}\")
    set(qt_plugins \"${QT6_INSTALL_PREFIX}/${QT6_INSTALL_PLUGINS}\")
    set(system_libraries \"/usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}\")
    set(bin \"${CMAKE_INSTALL_BINDIR}\")
    set(libexec \"${MOLOTOV_INSTALL_LIBEXECDIR}\")
    set(doc \"${data}/doc/molotov\")" COMPONENT bundle EXCLUDE_FROM_ALL)
install(SCRIPT ${here}/bundle.cmake COMPONENT bundle EXCLUDE_FROM_ALL)
